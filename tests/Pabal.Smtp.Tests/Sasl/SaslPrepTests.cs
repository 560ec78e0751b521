using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class SaslPrepTests
{
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    public void The_examples_of_RFC_4013_section_3_hold(string text, string prepared) => Assert.Equal(prepared, SaslPrep.Prepare(text));

    [Theory]
    [InlineData("비밀번호", "비밀번호")]
    [InlineData("\u1107\u1175", "비")]
    [InlineData("ｐａｓｓ１", "pass1")]
    [InlineData("a\u3000b\u00A0c\u2003d", "a b c d")]
    [InlineData("a\u200Bb", "a b")]
    [InlineData("\uFEFFa\u200D\uFE0F", "a")]
    [InlineData("🔑", "🔑")]
    [InlineData("e\u0340", "è")]
    [InlineData("", "")]
    public void One_spelling_is_left(string text, string prepared) => Assert.Equal(prepared, SaslPrep.Prepare(text));

    [Theory]
    [InlineData("\u0007")]
    [InlineData("a\tb")]
    [InlineData("a\r\n")]
    [InlineData("\u007F")]
    [InlineData("\u0085")]
    [InlineData("\u06DD")]
    [InlineData("\u200E")]
    [InlineData("\u2028")]
    [InlineData("\u202E")]
    [InlineData("\u2062")]
    [InlineData("\u206A")]
    [InlineData("\u2FF0")]
    [InlineData("\uE000")]
    [InlineData("\uFDD0")]
    [InlineData("\uFFF9")]
    [InlineData("\uFFFD")]
    [InlineData("\uFFFE")]
    [InlineData("\uD834\uDD73")]
    [InlineData("\uDB40\uDC41")]
    [InlineData("\uDBFF\uDFFD")]
    [InlineData("\uD83F\uDFFF")]
    public void Prohibited_characters_are_refused(string text) => Assert.Null(SaslPrep.Prepare($"a{text}b"));
}
