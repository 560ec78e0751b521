namespace Pabal.Cli.Merging;

/// <summary>A row on its way.</summary>
/// <param name="Row">The row.</param>
/// <param name="Key">What the journal knows its mail by.</param>
internal sealed record RowMail(CsvRow Row, string Key);
