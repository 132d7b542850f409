using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

internal sealed record CollectedLine(LogLevel Level, int EventId, string Text);
