using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What a function is bound to, so that one knows where its state is.</summary>
internal sealed class BindingEndpoints(IEdgeFunctions functions)
{
    public void Map(AdminRoutes routes) =>
        routes.Get("/functions/{name}/bindings", ShowAsync, new AdminOperation("getBindings", "Shows what a function is bound to: namespaces, databases, queues, schedules, classes.")
        {
            Answer = AdminAnswer.Ok("What its live versions use.", ReadableJson.Admin.FunctionBindingsDescription),
            Problems = [StatusCodes.Status404NotFound],
        });

    private Task ShowAsync(HttpContext context) =>
        functions.Find(context.FunctionName()) is { } function
            ? AdminAnswers.OkAsync(context, FunctionBindingsDescription.Of(function), ReadableJson.Admin.FunctionBindingsDescription)
            : AdminAnswers.NoSuchFunctionAsync(context);
}
