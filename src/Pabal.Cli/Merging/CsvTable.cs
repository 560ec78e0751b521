using System.Collections.Immutable;
using CsvHelper;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>A CSV file: names of columns in the first row, then the data. Empty rows are left out.</summary>
internal sealed record CsvTable(string Path, ImmutableArray<string> Columns, ImmutableArray<CsvRow> Rows)
{
    private const string Option = "--merge";

    public static async Task<CsvTable> ReadAsync(string path, string? charset, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            throw new CliException(ExitCode.Usage, Say("--merge needs a file: what was sent is kept beside it", "--merge에는 파일이 필요합니다. 보낸 것을 그 옆에 적어 두기 때문입니다"),
                Say("write the rows into a file first", "먼저 파일로 저장하십시오"));
        }
        return Parse(path, CsvText.Decode(path, (await InputFile.ReadAsync(Option, path, cancellationToken)).Span, charset));
    }

    /// <summary>Which column has that name, whatever its case; null when none has.</summary>
    public int? Find(string name) =>
        Columns.IndexOf(name) is >= 0 and var same ? same : Columns.IndexOf(name, 0, StringComparer.OrdinalIgnoreCase) is >= 0 and var alike ? alike : null;

    private static CsvTable Parse(string path, string text)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? null : Separator(text),
            MalformedData = CsvMalformedDataHandling.Throw,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
        });
        try
        {
            return Read(path, reader);
        }
        catch (CsvFormatException e)
        {
            throw Bad(path, (int)e.LineNumber, Say("a quotation mark is not closed, or stands where none may", "따옴표가 닫히지 않았거나 있을 수 없는 자리에 있습니다"));
        }
    }

    private static CsvTable Read(string path, CsvReader reader)
    {
        var columns = reader.Read() ? CheckedColumns(path, Values(reader)) : throw Bad(path, 1, Say("the file is empty", "파일이 비어 있습니다"));
        var rows = ImmutableArray.CreateBuilder<CsvRow>();
        while (reader.Read())
        {
            var (values, line) = (Values(reader), (int)reader.LineNumber);
            if (values.All(string.IsNullOrWhiteSpace))
                continue;
            if (values.Length > columns.Length && values.AsSpan(columns.Length).ContainsAnyExcept(""))
                throw Bad(path, line, Say($"there are {values.Length} values for {columns.Length} columns", $"열은 {columns.Length}개인데 값이 {values.Length}개입니다"));
            rows.Add(new CsvRow(rows.Count + 1, line, [.. values.Concat(Enumerable.Repeat("", columns.Length)).Take(columns.Length)]));
        }
        return rows.Count > 0 ? new CsvTable(path, columns, rows.DrainToImmutable())
            : throw Bad(path, 2, Say("there are no rows below the names of the columns", "열 이름 아래에 행이 없습니다"));
    }

    private static string[] Values(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static ImmutableArray<string> CheckedColumns(string path, string[] names)
    {
        ImmutableArray<string> columns = [.. names.Select(name => name.Trim())];
        var twice = columns.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? columns : throw Bad(path, 1, Say($"two columns are called “{twice.Key}”", $"“{twice.Key}”(이)라는 열이 둘입니다"));
    }

    // Spreadsheets in countries with a decimal comma write semicolons, and "Unicode text" has tabs. The names of the columns tell.
    private static char Separator(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return header.Contains(',') ? ',' : header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
    }

    private static CliException Bad(string path, int line, string reason) => new(ExitCode.BadInput, Say($"{Option}: {path}, line {line}: {reason}", $"{Option}: {path} {line}번째 줄: {reason}"),
        Say("a value with a comma, a quotation mark or a line end stands in quotation marks, a quotation mark in it doubled", "쉼표, 따옴표, 줄바꿈이 든 값은 따옴표로 싸고 그 안의 따옴표는 두 번 씁니다"))
    { Option = Option };
}
