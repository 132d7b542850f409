using EdgeIsolates.Bindings;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What stores throw, as problems.</summary>
internal static class StorageAnswers
{
    /// <summary>The problems that every endpoint over a store may have.</summary>
    public static readonly IReadOnlyList<int> Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable];

    /// <summary>The problems of one that reads a body.</summary>
    public static readonly IReadOnlyList<int> ProblemsOfWrites =
        [.. Problems, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    public static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
        catch (SqlStatementException exception)
        {
            await AdminAnswers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "The statement was not run.", PlainText.Of(exception.Message));
        }
        catch (Exception exception) when (exception is BindingException or ObjectException)
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("The request is over a limit of the store.", exception.Message));
        }
    }
}
