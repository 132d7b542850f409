using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Tries a function: calls it past its routes and tells all about the call. What a function does is its answer here, never this endpoint's own failure.</summary>
internal sealed class InvokeEndpoint(IEdgeRuntime runtime, IEdgeFunctions functions, ILiveTail tail, TimeProvider time)
{
    public void Map(AdminRoutes routes) =>
        routes.Post("/functions/{name}/invoke", InvokeAsync, new AdminOperation("invokeFunction", "Tries a function with a request.")
        {
            Request = [AdminContent.Json(ReadableJson.Admin.InvokeRequest)],
            IsRequestOptional = true,
            Answer = AdminAnswer.Ok("What became of the request, whatever it was.", ReadableJson.Admin.InvokeAnswer),
            Problems =
            [
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
            ],
        });

    private async Task InvokeAsync(HttpContext context)
    {
        if (functions.Find(context.FunctionName()) is null)
        {
            await AdminAnswers.NoSuchFunctionAsync(context);
            return;
        }

        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.InvokeRequest) is not { } asked)
        {
            return;
        }

        (EdgeRequest? request, string? fault) = TrialRequest.Of(context, asked);
        await (request is null
            ? AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest(fault!))
            : AdminAnswers.OkAsync(context, await TryAsync(context, request), ReadableJson.Admin.InvokeAnswer));
    }

    private async Task<InvokeAnswer> TryAsync(HttpContext context, EdgeRequest request)
    {
        string name = context.FunctionName();
        await using TrialRecord record = new(tail, name, time, context.RequestAborted);
        InvocationResult result = await runtime.InvokeAsync(name, request, context.RequestAborted);
        TrialBody body = await TrialBody.ReadAsync(result.Response, time, context.RequestAborted);
        return Describe(result, body, await record.FindAsync(result.RequestId));
    }

    private static InvokeAnswer Describe(InvocationResult result, TrialBody body, InvocationRecord? record)
    {
        string? text = body.Text;
        return new InvokeAnswer(
            result.Outcome,
            result.FunctionName,
            result.FunctionVersion,
            result.RequestId,
            result.Response?.Status,
            [.. (result.Response?.Headers ?? []).Select(header => new HeaderDescription(header.Key, header.Value))],
            text,
            text is null ? body.Bytes : null,
            body.IsCutOff,
            result.WallTime.TotalMilliseconds,
            result.CpuTime.TotalMilliseconds,
            ColdStartDescription.Of(result.ColdStart),
            result.IsolateId,
            result.MemoryUsedBytes,
            result.Region,
            ErrorDescription.Of(result.Error ?? body.Error ?? record?.Error),
            record is null ? null : LogLineDescription.Of(record.Logs));
    }
}
