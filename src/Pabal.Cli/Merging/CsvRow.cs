namespace Pabal.Cli.Merging;

/// <summary>One row of data.</summary>
/// <param name="Number">Counted from 1, the header and empty rows not counted.</param>
/// <param name="Line">The line of the file on which it begins, counted from 1.</param>
/// <param name="Values">One for each column.</param>
internal sealed record CsvRow(int Number, int Line, string[] Values);
