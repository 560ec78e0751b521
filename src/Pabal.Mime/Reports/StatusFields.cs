using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Reports;

/// <summary>A block of fields in the part of a report that programs read; what is null is left out.</summary>
internal sealed class StatusFields
{
    private readonly List<HeaderField> fields = [];

    public StatusFields Text(string name, string? value) => value is null ? this : Add(new(name, value));

    public StatusFields Texts(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
            Text(name, value);
        return this;
    }

    public StatusFields Recipient(string name, TypedText? recipient) => recipient is null ? this : Text(name, $"{recipient.Type}; {ReportAddress.Encode(recipient)}");

    public StatusFields Date(string name, DateTimeOffset? date) => date is null ? this : Add(HeaderField.Date(name, date.Value));

    public StatusFields Id(string name, string? id) => id is null ? this : Add(new(name, HeaderComposer.Tokens(name, MessageIds.Parse(name, id))));

    public StatusFields All(HeaderList extensions)
    {
        fields.AddRange(extensions.Select(field => field.WithLineEnds(lf: false)));
        return this;
    }

    public void AddTo(List<Piece> pieces) => HeaderList.Of(fields, lf: false).AddTo(pieces);

    private StatusFields Add(HeaderField field)
    {
        fields.Add(field);
        return this;
    }
}
