namespace Pabal.House.Tests.Packages;

/// <summary>A folder somewhere else, as a user has it: packages come from the packed files and from nowhere else, those of others from where this checkout was restored.</summary>
internal sealed class ForeignFolder : IDisposable
{
    private readonly Dictionary<string, string?> variables;

    public ForeignFolder()
    {
        // Nothing is left in the caches, the tools or the templates of whoever runs the tests.
        variables = new() { ["DOTNET_CLI_HOME"] = Path, ["NUGET_PACKAGES"] = In("cache"), ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "0" };
        var restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Config, $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{PackedFiles.Folder}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{restored}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("pabal-foreign-").FullName;

    public string Config => In("nuget.config");

    public string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    public Task<Run> RunAsync(string program, params IEnumerable<string> arguments) => RunInAsync(Path, program, arguments);

    public Task<Run> RunInAsync(string folder, string program, params IEnumerable<string> arguments) => Run.OfAsync(program, arguments, folder, timeout: TimeSpan.FromMinutes(4), variables: variables);

    public void Set(string name, string value) => variables[name] = value;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
