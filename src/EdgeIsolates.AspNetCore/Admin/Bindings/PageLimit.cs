using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>How many items a page may have: the query's <c>limit</c>.</summary>
internal readonly record struct PageLimit(int Usual, int Most)
{
    public AdminParameter Parameter => new("limit", "integer", string.Create(CultureInfo.InvariantCulture, $"At most so many, 1 to {Most}; {Usual} when it is not said."));

    /// <returns>The limit, or <see langword="null"/> after a problem was answered.</returns>
    public async ValueTask<int?> ReadAsync(HttpContext context)
    {
        string text = context.Request.Query["limit"].ToString();
        if (text.Length == 0)
        {
            return Usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit >= 1 && limit <= Most)
        {
            return limit;
        }

        await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest(string.Create(CultureInfo.InvariantCulture, $"limit is a number from 1 to {Most}.")));
        return null;
    }
}
