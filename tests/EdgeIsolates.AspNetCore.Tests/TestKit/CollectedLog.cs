using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>Keeps what our own categories log.</summary>
internal sealed class CollectedLog : ILoggerProvider
{
    public ConcurrentQueue<CollectedLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(Lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(ConcurrentQueue<CollectedLine> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => category.StartsWith("EdgeIsolates", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue(new CollectedLine(logLevel, eventId.Id, formatter(state, exception)));
            }
        }
    }
}
