using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
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
    /// <returns>What went wrong on the function's side on the way, or <see langword="null"/>.</returns>
    public static ValueTask<EdgeError?> WriteBodyAsync(HttpContext context, EdgeResponse answer)
    {
        bool maySend = !HttpMethods.IsHead(context.Request.Method) && MayHaveBody(answer.Status);
        if (answer.BodyReader is { } reader)
        {
            return CopyAsync(reader, context, maySend);
        }

        return answer.Body.IsEmpty || !maySend ? default : Write();

        async ValueTask<EdgeError?> Write()
        {
            await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
            return null;
        }
    }

    private static async ValueTask<EdgeError?> CopyAsync(PipeReader reader, HttpContext context, bool maySend)
    {
        try
        {
            if (maySend)
            {
                await CopyAsync(reader, context.Response.BodyWriter, context.RequestAborted);
            }

            return null;
        }
        catch (EdgeBodyException failure)
        {
            return failure.Error;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or InvalidOperationException)
        {
            return context.RequestAborted.IsCancellationRequested ? null : EdgeError.WithoutPlace("TypeError", $"The body broke off: {failure.Message}");
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>Sends what is there and no less: the first bytes go out with the headers, the headers go out alone when there are none yet.</summary>
    private static async Task CopyAsync(PipeReader reader, PipeWriter writer, CancellationToken aborted)
    {
        if (!reader.TryRead(out ReadResult read))
        {
            await writer.FlushAsync(aborted);
            read = await reader.ReadAsync(aborted);
        }

        while (true)
        {
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                writer.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            FlushResult flushed = await writer.FlushAsync(aborted);
            if (read.IsCompleted || flushed.IsCompleted)
            {
                return;
            }

            read = await reader.ReadAsync(aborted);
        }
    }

    /// <summary>A HEAD answer without a body may still declare the length that GET would have.</summary>
    private static long? ContentLength(string method, EdgeResponse answer, long? declared) => answer.Status switch
    {
        StatusCodes.Status101SwitchingProtocols or StatusCodes.Status204NoContent => null,
        StatusCodes.Status304NotModified => declared,
        StatusCodes.Status205ResetContent => 0,
        _ when answer.BodyReader is not null => answer.BodyLength ?? (HttpMethods.IsHead(method) ? declared : null),
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
