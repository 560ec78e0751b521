using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Pabal.Mime.Headers;
using Pabal.Mime.Linting;
using Pabal.Mime.Reading;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A whole message (RFC 5322): a tree of parts whose root carries the message's header. Immutable; writing never changes it.</summary>
public sealed class MimeMessage
{
    private readonly ReadOnlyMemory<byte>? source;
    private readonly DefectLog? log;
    private List<Piece>? pieces;
    private BodyView? view;
    private IReadOnlyList<MimeDefect>? defects;

    internal MimeMessage(MimePart root) => Root = root;

    /// <summary>A message as it was read from these bytes.</summary>
    internal MimeMessage(MimePart root, ReadOnlyMemory<byte> source, DefectLog log)
    {
        Root = root;
        this.source = source;
        this.log = log;
    }

    /// <summary>The top of the tree.</summary>
    public MimePart Root { get; }

    /// <summary>Every part with its path, the root first: <c>1</c>, then <c>1.1</c>, what is within that as <c>1.1.1</c>, then <c>1.2</c>.</summary>
    public IEnumerable<(string Path, MimePart Part)> Parts
    {
        get
        {
            var pending = new Stack<(string Path, MimePart Part)>([("1", Root)]);
            while (pending.TryPop(out var next))
            {
                yield return next;
                var children = next.Part.Children;
                for (var i = children.Length; i > 0; i--)
                    pending.Push(($"{next.Path}.{i.ToString(CultureInfo.InvariantCulture)}", children[i - 1]));
            }
        }
    }

    /// <summary>The message's header.</summary>
    public HeaderList Headers => Root.Headers;

    /// <summary>The subject, decoded; null if there is none.</summary>
    public string? Subject => Headers["Subject"];

    /// <summary>Who it is from. Of several From fields the first counts, but see <see cref="IsAuthorAmbiguous"/>.</summary>
    public AddressList From => field ??= FirstAddresses("From");

    /// <summary>True unless exactly one From field holds exactly one address that is valid, and no other in its name: nothing may then be concluded from who it says it is from.</summary>
    public bool IsAuthorAmbiguous => Headers.FindAll("From").Count() != 1 || From is not [Mailbox { Address.IsValid: true } author]
        || (author.Name?.Contains('@') == true && author.Name != author.Address.ToString());

    /// <summary>Who really sent it; null where From says so.</summary>
    public Mailbox? Sender => Headers.Find("Sender") is { } sender ? AddressList.Read(sender).Mailboxes.FirstOrDefault() : null;

    /// <summary>Where answers go, if not to From.</summary>
    public AddressList ReplyTo => field ??= FirstAddresses("Reply-To");

    /// <summary>Whom it is to. Several fields of recipients are read as one (RFC 5322 4.5.3); so are those of Cc and Bcc.</summary>
    public AddressList To => field ??= Headers.Addresses("To");

    /// <summary>Who got a copy.</summary>
    public AddressList Cc => field ??= Headers.Addresses("Cc");

    /// <summary>Who got a copy unseen; only in messages that were not sent yet.</summary>
    public AddressList Bcc => field ??= Headers.Addresses("Bcc");

    /// <summary>When it was written, with the offset as it stands; null without a date that can be read.</summary>
    public DateTimeOffset? Date => MimeDate.TryParse(Headers["Date"], out var date) ? date : null;

    /// <summary>The Message-ID with its angle brackets; null if there is none.</summary>
    public string? MessageId => MessageIds.First(Headers.Find("Message-ID"));

    /// <summary>The ids of what it answers, each in angle brackets.</summary>
    public ImmutableArray<string> InReplyTo => [.. MessageIds.Read(Headers.Find("In-Reply-To"))];

    /// <summary>The ids of the thread before it, each in angle brackets, the oldest first.</summary>
    public ImmutableArray<string> References => [.. MessageIds.Read(Headers.Find("References"))];

    /// <summary>The subject without what answering and forwarding put around it, by which a thread is told where ids are missing (RFC 5256 2.1).</summary>
    public string BaseSubject => SubjectLine.Base(Subject ?? "");

    /// <summary>The way it took, the last step first, as far as it can be read: see <see cref="ReceivedField"/>.</summary>
    public ImmutableArray<ReceivedField> Received => [.. Headers.FindAll("Received").Select(line => ReceivedField.TryRead(line, out var step) ? step : null).OfType<ReceivedField>()];

    /// <summary>Who sent it on after it had arrived, the last one first (RFC 5322 3.6.6).</summary>
    public ImmutableArray<ResentBlock> Resent => ResentBlock.ReadAll(Headers);

    /// <summary>The plain text to read, all its parts one after another; null when there is none, in a mail of HTML alone for one.</summary>
    public string? TextBody => View.Text;

    /// <summary>The HTML to read; null when there is none.</summary>
    public string? HtmlBody => View.Html;

    /// <summary>Every part that is no text to read, in order: files, pictures within the HTML, messages within.</summary>
    public ImmutableArray<MimePart> Attachments => View.Attachments;

    /// <summary>Those attachments that are shown within the text.</summary>
    public IEnumerable<MimePart> InlineParts => Attachments.Where(part => part.Disposition != "attachment" && (part.ContentId is not null || part.Disposition == "inline"));

    /// <summary>What is broken in it, by offset; none in a message that was composed or edited.</summary>
    public IReadOnlyList<MimeDefect> Defects => defects ??= log is null ? [] : Inspector.Inspect(this, source!.Value.Span, log);

    /// <summary>The size in octets as it is written; null when an attachment comes from a stream of unknown length.</summary>
    public long? Length => MessageWriter.LengthOf(Pieces);

    /// <summary>True when it holds octets over 127.</summary>
    public bool Is8Bit => Pieces.Exists(piece => !System.Text.Ascii.IsValid(piece.Bytes.Span));

    /// <summary>True when the root's header holds UTF-8, so that SMTPUTF8 is needed (RFC 6531).</summary>
    public bool HasUtf8Header
    {
        get
        {
            for (var i = 0; i < Headers.Count; i++)
            {
                if (!System.Text.Ascii.IsValid(Headers[i].Raw.Span))
                    return true;
            }
            return false;
        }
    }

    /// <summary>False if something in it comes from a stream that can be read only once.</summary>
    public bool CanBeWrittenAgain => !Pieces.Exists(piece => piece.Source is { CanReopen: false });

    /// <summary>The very bytes it was read from, or else a copy.</summary>
    internal ReadOnlyMemory<byte> Bytes => source ?? ToArray();

    /// <summary>Everything but what is still to be read from a source.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> FinishedBytes => Pieces.Where(piece => piece.Source is null).Select(piece => piece.Bytes);

    private BodyView View => view ??= new BodyView(Root);

    private AddressList FirstAddresses(string name) => Headers.Find(name) is { } first ? AddressList.Read(first) : AddressList.Empty;

    private List<Piece> Pieces
    {
        get
        {
            if (pieces is not null)
                return pieces;
            var made = new List<Piece>(Headers.Count + 2);
            if (source is { } bytes)
                made.Add(new Piece(bytes));
            else
                Root.AddTo(made);
            return pieces = made;
        }
    }

    /// <summary>Composes a message from an e-mail: a Date and a Message-ID are made unless it has them; Bcc is left out.</summary>
    public static MimeMessage Create(Email email, TimeProvider? clock = null) => EmailComposer.Compose(email, clock ?? TimeProvider.System);

    /// <summary>Composes a message with this body, a tree of any shape, under the fields of an e-mail; of the body's own fields those of its content count. Throws <see cref="ArgumentException"/> if the e-mail has a text, files or an invitation itself.</summary>
    public static MimeMessage Create(Email email, MimePart body, TimeProvider? clock = null) => EmailComposer.Compose(email, body, clock ?? TimeProvider.System);

    /// <summary>Reads a message, whatever it holds: what is broken is repaired or passed over and named in <see cref="Defects"/>. The bytes are kept, not copied, and must not change.</summary>
    public static MimeMessage Parse(ReadOnlyMemory<byte> message, MimeLimits? limits = null) => MessageParser.Parse(message, limits ?? MimeLimits.Default);

    /// <summary>Reads the header alone; the body stays one part that is not looked into. What follows the header may be missing.</summary>
    public static MimeMessage ParseHeader(ReadOnlyMemory<byte> message, MimeLimits? limits = null) => MessageParser.ParseHeader(message, limits ?? MimeLimits.Default);

    /// <summary>Reads a message from a file, all of it into memory up to <see cref="MimeLimits.MaxMessage"/>. Throws only what opening and reading the file throw.</summary>
    public static async Task<MimeMessage> OpenAsync(string path, MimeLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var file = OpenFile(path);
        await using (file.ConfigureAwait(false))
            return await OpenAsync(file, limits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a message from a stream to its end, all of it into memory up to <see cref="MimeLimits.MaxMessage"/>; the stream stays open.</summary>
    public static Task<MimeMessage> OpenAsync(Stream stream, MimeLimits? limits = null, CancellationToken cancellationToken = default) =>
        MessageReader.ReadAsync(stream, limits ?? MimeLimits.Default, cancellationToken);

    /// <summary>Reads the header alone from a file, however large the rest is: see <see cref="ParseHeader"/>.</summary>
    public static async Task<MimeMessage> OpenHeaderAsync(string path, MimeLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var file = OpenFile(path);
        await using (file.ConfigureAwait(false))
            return await OpenHeaderAsync(file, limits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the header alone from a stream, and little beyond it: see <see cref="ParseHeader"/>. The stream stays open.</summary>
    public static Task<MimeMessage> OpenHeaderAsync(Stream stream, MimeLimits? limits = null, CancellationToken cancellationToken = default) =>
        MessageReader.ReadHeaderAsync(stream, limits ?? MimeLimits.Default, cancellationToken);

    /// <summary>The same message under another header; made of <see cref="Headers"/>, only what was changed there is written differently.</summary>
    public MimeMessage WithHeaders(HeaderList headers) => new(Root.With(headers));

    /// <summary>The same message with a field in place of the first of its name and without the others of it; at the header's end if there was none.</summary>
    public MimeMessage WithHeader(HeaderField field) => WithHeaders(Headers.Set(field));

    /// <summary>The same message without the fields of that name.</summary>
    public MimeMessage WithoutHeader(string name) => WithHeaders(Headers.Remove(name));

    /// <summary>The same message with one part in place of another, on whatever level. Throws <see cref="ArgumentException"/> if that one is not in it.</summary>
    public MimeMessage WithPart(MimePart part, MimePart replacement) => new(TreeEdit.Replace(Root, part, replacement) ?? throw NotInIt(nameof(part)));

    /// <summary>The same message without a part, and without the multipart that it was alone in. Throws <see cref="ArgumentException"/> if it is not in it, or is all of it.</summary>
    public MimeMessage WithoutPart(MimePart part) => new(TreeEdit.Remove(Root, part) ?? throw NotInIt(nameof(part)));

    /// <summary>The same message with one more file; a body that was alone becomes the first part beside it, its fields with it.</summary>
    public MimeMessage WithAttachment(Attachment file) => WithAttachment(EmailComposer.Part(file));

    /// <summary>The same message with one more part; a body that was alone becomes the first part beside it, its fields with it.</summary>
    public MimeMessage WithAttachment(MimePart part) => new(TreeEdit.Attach(Root, part));

    /// <summary>The message as somebody sends it on, with a block of Resent fields before all others and nothing else changed. The envelope names <paramref name="to"/> and
    /// <paramref name="cc"/>, and whom it goes to unseen.</summary>
    public MimeMessage Resend(Mailbox from, AddressList to, AddressList? cc = null, TimeProvider? clock = null) =>
        WithHeaders(new ResentBlock { From = from, To = to, Cc = cc ?? AddressList.Empty }.Before(Headers, clock ?? TimeProvider.System));

    /// <summary>What Gmail, Outlook, Yahoo and Naver refuse, and what programs show wrong; empty for a message without fault.</summary>
    public IReadOnlyList<LintFinding> Lint() => Linter.Run(this);

    /// <summary>Writes the message; attachments are streamed, never whole in memory.</summary>
    public ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken = default) =>
        MessageWriter.WriteAsync(Pieces, output, cancellationToken);

    /// <summary>Writes the message; attachments are streamed, never whole in memory.</summary>
    public async Task WriteToAsync(Stream output, CancellationToken cancellationToken = default)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await WriteToAsync(writer, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the members of a JSON document: what people see of it, its tree with sizes and digests, what is broken. The caller opens and closes the object.</summary>
    public void WriteDocument(Utf8JsonWriter json) => new MessageDocument(json).Write(this);

    /// <summary>Writes the message into memory.</summary>
    public void WriteTo(IBufferWriter<byte> output) => MessageWriter.Write(Pieces, output);

    /// <summary>The message as bytes, all of it in memory.</summary>
    public byte[] ToArray() => MessageWriter.ToArray(Pieces);

    private static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });

    private static ArgumentException NotInIt(string parameter) =>
        new(Localized.Say("this part is not in the message, or is all that is in it", "이 부분은 메시지에 없거나 메시지의 전부입니다"), parameter);
}
