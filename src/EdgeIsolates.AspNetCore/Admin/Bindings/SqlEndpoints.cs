using EdgeIsolates.Bindings.Sql;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Runs statements in the databases of functions, within the same limits.</summary>
internal sealed class SqlEndpoints(HostDatabases databases)
{
    public void Map(AdminRoutes routes) =>
        routes.Post("/sql/{database}/query", RunAsync, new AdminOperation("runSql", "Runs one SQL statement in a database.")
        {
            Request = [AdminContent.Json(ReadableJson.Admin.SqlRequest)],
            Answer = AdminAnswer.Ok("Its rows, and what it did.", ReadableJson.Admin.SqlAnswer),
            Problems = [.. StorageAnswers.ProblemsOfWrites, StatusCodes.Status422UnprocessableEntity],
        });

    private async Task RunAsync(HttpContext context)
    {
        if (databases.Find(context.DatabaseId()) is not { } database)
        {
            await AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "There is no database of this id.", databases.Check(context.DatabaseId()));
            return;
        }

        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.SqlRequest) is not { } request)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(request.Sql))
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("The body has a statement: {\"sql\": \"SELECT …\", \"params\": [1]}."));
            return;
        }

        await StorageAnswers.AnswerAsync(context, async () =>
        {
            IReadOnlyList<SqlResult> results = await database.RunAsync([new SqlStatement(request.Sql, request.Params ?? [])], context.RequestAborted);
            await AdminAnswers.OkAsync(context, SqlAnswer.Of(results[0]), ReadableJson.Admin.SqlAnswer);
        });
    }
}
