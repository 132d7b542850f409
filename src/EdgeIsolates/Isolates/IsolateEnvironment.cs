using EdgeIsolates.Bindings;
using EdgeIsolates.Records;
using EdgeIsolates.SourceMaps;
using EdgeIsolates.Web;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

/// <summary>What all isolates of a host share.</summary>
internal sealed record IsolateEnvironment(
    TimeProvider Time,
    WebPlatform Web,
    IFunctionLog FunctionLog,
    ILogger Logger,
    IsolateLimits Policy,
    string Region,
    IOutboundHandler Outbound,
    InvocationRecords Records,
    SourceMapCache SourceMaps,
    BindingProviders Bindings,
    IServiceProvider Services);
