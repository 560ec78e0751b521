using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pabal.Hosting.Tests;

/// <summary>What was logged, each line with its category.</summary>
internal sealed class LogLines : ConcurrentQueue<string>, ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Line(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {formatter(state, exception)}");
    }
}
