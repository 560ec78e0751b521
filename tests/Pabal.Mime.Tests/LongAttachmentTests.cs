using System.Text;

namespace Pabal.Mime.Tests;

public sealed class LongAttachmentTests
{
    // Around the ends of a line (57 octets), of what is encoded at once (3,648) and of what is read at once (58,368).
    public static TheoryData<int> Sizes => [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 3647, 3648, 3649, 14_591, 14_592, 14_593, 58_367, 58_368, 58_369, 58_425, 200_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Base64_is_the_same_from_memory_from_a_file_and_from_the_framework(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
            var expected = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);
            foreach (var attachment in new[] { Attachment.FromBytes("a.bin", content), Attachment.FromFile(file, "a.bin") })
            {
                var message = new Email { From = "a@example.com", To = "b@example.com", Attachments = [attachment] }.ToMessage();
                using var written = new MemoryStream();
                await message.WriteToAsync(written, TestContext.Current.CancellationToken);
                Assert.Equal(message.ToArray(), written.ToArray());
                Assert.Equal(message.Length, written.Length);
                var read = Assert.Single(MimeMessage.Parse(written.ToArray()).Attachments);
                Assert.Contains($"\r\n\r\n{expected}\r\n", Encoding.ASCII.GetString(written.ToArray()), StringComparison.Ordinal);
                Assert.Equal(content, read.Content.ToArray());
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
