using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>Keeps what our own categories log.</summary>
internal sealed class CollectedLog : ILoggerProvider
{
    public ConcurrentQueue<CollectedLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(Lines, categoryName);

    /// <summary>Waits until a line that holds the text was logged.</summary>
    public async Task LineAsync(string text)
    {
        for (int i = 0; i < 600; i++)
        {
            if (Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal)))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"No line held \"{text}\":\n{string.Join('\n', Lines.Select(static line => line.Text))}");
    }

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
