using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Sends a function's answer. The framing is the host's: Content-Length is what the body has, and headers about the connection are dropped, so that no function
/// can make a client misread where an answer ends.
/// </summary>
internal static class AnswerWriter
{
    /// <summary>Copies status and headers.</summary>
    /// <returns>The name of a header that the server refuses to send, or <see langword="null"/>; then nothing has been sent.</returns>
    public static string? TryPrepare(HttpContext context, EdgeResponse answer)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.StatusText.Length > 0 && context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = answer.StatusText;
        }

        long? declaredLength = null;
        foreach ((string name, string value) in answer.Headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                declaredLength = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
            }
            else if (!HopByHopHeaders.Contains(name) && !TryAppend(response.Headers, name, value))
            {
                return name;
            }
        }

        response.ContentLength = ContentLength(context.Request.Method, answer, declaredLength);
        return null;
    }

    /// <summary>Sends the body, when this answer may have one.</summary>
    public static ValueTask WriteBodyAsync(HttpContext context, EdgeResponse answer)
    {
        if (answer.Body.IsEmpty || HttpMethods.IsHead(context.Request.Method) || !MayHaveBody(answer.Status))
        {
            return ValueTask.CompletedTask;
        }

        return Write();

        async ValueTask Write() => await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>A HEAD answer without a body may still declare the length that GET would have.</summary>
    private static long? ContentLength(string method, EdgeResponse answer, long? declared) => answer.Status switch
    {
        StatusCodes.Status204NoContent => null,
        StatusCodes.Status304NotModified => declared,
        StatusCodes.Status205ResetContent => 0,
        _ => answer.Body.IsEmpty && HttpMethods.IsHead(method) ? declared : answer.Body.Length,
    };

    private static bool MayHaveBody(int status) =>
        status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    private static bool TryAppend(IHeaderDictionary headers, string name, string value)
    {
        try
        {
            headers.Append(name, value);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Kestrel sends only what its header encoding allows; by default that is ASCII.
            return false;
        }
    }
}
