using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Hosting;

/// <summary>The default sink: functions' lines go to the category <c>EdgeIsolates.Functions</c>.</summary>
internal sealed class LoggerFunctionLog(ILoggerFactory loggers) : IFunctionLog
{
    public const string Category = "EdgeIsolates.Functions";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Write(in FunctionLogEntry entry)
    {
        LogLevel level = ToLogLevel(entry.Level);
        if (!_logger.IsEnabled(level))
        {
            return;
        }

        string text = entry.Error is { Module: { } module } error ? $"{entry.Text} ({module}:{error.Line}:{error.Column})" : entry.Text;
        _logger.FunctionLine(level, entry.Function.Name, entry.Function.Version, entry.RequestId, PlainText.OneToOne(text));
    }

    private static LogLevel ToLogLevel(FunctionLogLevel level) => level switch
    {
        FunctionLogLevel.Debug => LogLevel.Debug,
        FunctionLogLevel.Warn => LogLevel.Warning,
        FunctionLogLevel.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
