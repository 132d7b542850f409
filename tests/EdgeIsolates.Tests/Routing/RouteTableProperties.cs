using EdgeIsolates.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Routing;

// The table against the rules, said plainly: of all patterns that fit, the one that sorts first.
public sealed class RouteTableProperties
{
    private static readonly Gen<string> Label = Gen.Elements("a", "b", "api");

    private static readonly Gen<string> Host = Gen.Choose(1, 3).SelectMany(count => Label.ArrayOf(count)).Select(labels => string.Join('.', labels));

    private static readonly Gen<string> Path = Gen.Choose(0, 3).SelectMany(count => Label.ArrayOf(count)).Select(parts => "/" + string.Join('/', parts));

    private static readonly Gen<string> Pattern =
        from head in Gen.Elements("", "=", "*.")
        from host in Host
        from path in Path
        from tail in Gen.Elements("", "*", "/*")
        select (head switch { "" => "", "=" => host, _ => head + host }) + (path == "/" && tail == "/*" ? "/*" : path + tail);

    private static readonly Gen<Case> Cases =
        from patterns in Pattern.ListOf()
        from host in Host
        from path in Path
        select new Case([.. patterns.Distinct()], host, path);

    [Fact]
    public void Match_AnyTable_FollowsTheRules() => Check(test => Best(test) == RouteTableTests.TableOf(test.Patterns).Match(test.Host, test.Path));

    [Fact]
    public void Match_OtherOrderOfRoutes_SameAnswer() => Check(test =>
        RouteTableTests.TableOf(test.Patterns).Match(test.Host, test.Path)
        == RouteTableTests.TableOf(test.Patterns.Reverse()).Match(test.Host, test.Path));

    [Fact]
    public void Rank_TwoPatternsThatFit_NeverTie() => Check(test =>
    {
        RoutePattern[] fitting = [.. test.Patterns.Select(RouteTableTests.Parse).Where(pattern => Fits(pattern, test))];
        return fitting.Select(Rank).Distinct().Count() == fitting.Distinct().Count();
    });

    private static void Check(Func<Case, bool> property) => Prop.ForAll(Cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static string? Best(Case test) => test.Patterns
        .Select(text => (Text: text, Pattern: RouteTableTests.Parse(text)))
        .Where(route => Fits(route.Pattern, test))
        .OrderByDescending(route => Rank(route.Pattern))
        .Select(route => route.Text)
        .FirstOrDefault();

    private static bool Fits(RoutePattern pattern, Case test)
    {
        bool host = pattern.Host is null
            || (pattern.IsSubdomains ? test.Host.EndsWith("." + pattern.Host, StringComparison.Ordinal) : test.Host == pattern.Host);
        bool path = pattern.IsPrefix
            ? test.Path.StartsWith(pattern.Path, StringComparison.Ordinal) || test.Path + "/" == pattern.Path
            : test.Path == pattern.Path;
        return host && path;
    }

    private static (int HostKind, int HostLength, int PathKind, int PathLength) Rank(RoutePattern pattern) => (
        pattern.Host is null ? 0 : pattern.IsSubdomains ? 1 : 2,
        pattern.Host?.Length ?? 0,
        pattern.IsPrefix ? 0 : 1,
        pattern.Path.Length);

    private sealed record Case(IReadOnlyList<string> Patterns, string Host, string Path)
    {
        public override string ToString() => $"{Host}{Path} among [{string.Join(", ", Patterns)}]";
    }
}
