using System.Diagnostics;

namespace EdgeIsolates.Records;

// The span of a request to a function, by OpenTelemetry's conventions for functions and HTTP. It is internal: ASP.NET Core's is the server's. What the function itself calls is its
// child, because the request is traced by whatever activity is current when it reaches its isolate. Without listeners the cost is one look.
internal static class InvocationSpan
{
    private static readonly ActivitySource Source = new(EdgeIsolatesTelemetry.ActivitySourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>Begins a span; <see langword="null"/> when it is not sampled.</summary>
    public static Activity? Start(string functionName, EdgeRequest request)
    {
        Activity? span = Source.StartActivity(functionName, ActivityKind.Internal);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("faas.name", functionName);
            span.SetTag("faas.trigger", TriggerOf(request));
            span.SetTag("http.request.method", request.Method);
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out Uri? url))
            {
                span.SetTag("url.scheme", url.Scheme);
                span.SetTag("server.address", url.Host);
                span.SetTag("url.path", url.AbsolutePath);
            }
        }

        return span;
    }

    /// <summary>Tells how it ended.</summary>
    public static void Describe(Activity? span, InvocationResult result)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag("faas.version", result.FunctionVersion);
        span.SetTag("faas.invocation_id", result.RequestId);
        span.SetTag("faas.coldstart", result.ColdStart is not null);
        span.SetTag("edge_isolates.outcome", OutcomeNames.Of(result.Outcome));
        SetUnlessEmpty(span, "edge_isolates.isolate.id", result.IsolateId);
        SetUnlessEmpty(span, "cloud.region", result.Region);
        if (result.Response is { } response)
        {
            span.SetTag("http.response.status_code", response.Status);
        }

        if (result.Error is { } error)
        {
            span.SetTag("error.type", result.Outcome == InvocationOutcome.Exception ? error.Name : OutcomeNames.Of(result.Outcome));
            span.SetStatus(ActivityStatusCode.Error, $"{error.Name}: {error.Message}");
        }
    }

    private static string TriggerOf(EdgeRequest request) => request.Event?.Kind switch
    {
        "queue" => "pubsub",
        "scheduled" => "timer",
        _ => "http",
    };

    private static void SetUnlessEmpty(Activity span, string name, string value)
    {
        if (value.Length > 0)
        {
            span.SetTag(name, value);
        }
    }
}
