using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Tests.Hosting;

public sealed class LoggerFunctionLogTests
{
    [Fact]
    public void Write_LineBreaksOfATenant_ForgeNoLine()
    {
        var lines = new Lines();
        var function = new EdgeFunction { Name = "f", Version = "1", Modules = [] };
        var error = new EdgeError("Error", "no", "a\nb.js", 1, 2, null, "");
        var sut = new LoggerFunctionLog(lines);
        sut.Write(new FunctionLogEntry(function, "r", "i", DateTimeOffset.UnixEpoch, FunctionLogLevel.Info, "one\r\nfail: two\u2028\u001b[31m\u0085three", error));
        Assert.Equal("f 1 [r] one  fail: two  [31m three (a b.js:1:2)", Assert.Single(lines.Written));
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
