namespace EdgeIsolates;

/// <summary>The names under which the runtime reports to <c>System.Diagnostics</c>.</summary>
public static class EdgeIsolatesTelemetry
{
    /// <summary>The meter: <c>faas.invocations</c>, <c>faas.invoke_duration</c> and kin, and the state of the isolates.</summary>
    public const string MeterName = "EdgeIsolates";

    /// <summary>The activity source: a span for each request to a function.</summary>
    public const string ActivitySourceName = "EdgeIsolates";
}
