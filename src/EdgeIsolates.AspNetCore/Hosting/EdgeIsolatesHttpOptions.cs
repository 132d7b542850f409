using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>How functions are served over HTTP. Set up once, at start, through <c>AddEdgeIsolates().ConfigureHttp(…)</c>.</summary>
public sealed class EdgeIsolatesHttpOptions
{
    /// <summary>
    /// Whether the answer to a failed request tells the caller the error's name, message and place in the source. Meant for those who write the functions, not for
    /// their visitors; the stack is never sent.
    /// </summary>
    /// <value><see langword="null"/>, the default, means: only in the Development environment.</value>
    public bool? ShowErrorDetails { get; set; }

    /// <summary>Whether answers carry a <c>Server-Timing</c> header: wall time, CPU time and the phases of a cold start, in milliseconds.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ShowTimings { get; set; }

    /// <summary>Whether answers carry the request's id in <c>X-Edge-Request-Id</c>. Answers to failed requests name it in their body in any case.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ShowRequestId { get; set; }

    /// <summary>
    /// How often a WebSocket that says nothing is asked whether it is still there, by a ping; one that does not answer for as long again is closed.
    /// </summary>
    /// <value>The default is 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> asks never.</value>
    public TimeSpan WebSocketKeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes what functions find in <c>request.cf</c>: a JSON object, such as where the caller is.</summary>
    /// <value><see langword="null"/>, the default, means: <c>request.cf</c> is undefined.</value>
    public Func<HttpContext, string?>? RequestCf { get; set; }
}
