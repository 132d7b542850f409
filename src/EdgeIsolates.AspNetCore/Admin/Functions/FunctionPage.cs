using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>A page of the list of functions: those after a name, at most so many, whose name begins with something.</summary>
internal sealed record FunctionPage(string After, string Prefix, int Limit)
{
    public const int MostFunctions = 1_000;

    /// <returns>What the query asks for, or <see langword="null"/> when its limit is no number from 1 to <see cref="MostFunctions"/>.</returns>
    public static FunctionPage? Of(IQueryCollection query)
    {
        string asked = query["limit"].ToString();
        int limit = MostFunctions;
        bool isSound = asked.Length == 0
            || (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= MostFunctions);
        return isSound ? new FunctionPage(query["after"].ToString(), query["prefix"].ToString(), limit) : null;
    }

    /// <summary>The functions of the page, and whether more come after it. The list is ordered by name.</summary>
    public (IReadOnlyList<FunctionRecord> Functions, bool HasMore) Take(IReadOnlyList<FunctionRecord> all)
    {
        FunctionRecord[] page =
        [
            .. all.Where(function =>
                    function.Name.StartsWith(Prefix, StringComparison.Ordinal) && string.CompareOrdinal(function.Name, After) > 0)
                .Take(Limit + 1),
        ];
        return page.Length > Limit ? (page[..Limit], true) : (page, false);
    }

    /// <summary>The query of the page after the one that ends with <paramref name="last"/>.</summary>
    public QueryString Next(string last)
    {
        QueryString query = QueryString.Create("after", last).Add("limit", Limit.ToString(CultureInfo.InvariantCulture));
        return Prefix.Length == 0 ? query : query.Add("prefix", Prefix);
    }
}
