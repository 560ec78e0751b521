namespace Pabal.Smtp.Diagnostics;

/// <summary>One text in both languages, kept as data; printing it speaks the language of the moment.</summary>
internal readonly record struct Phrase(string English, string Korean)
{
    public static implicit operator Phrase((string English, string Korean) text) => new(text.English, text.Korean);

    public override string ToString() => Localized.Say(English, Korean);
}
