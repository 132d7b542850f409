using EdgeIsolates.Storage.PostgreSql;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

public sealed class SqlTranslationTests
{
    // Pieces in which no question mark is a placeholder.
    private static readonly string[] Closed =
    [
        "'?'", "'it''s ?'", "\"a?\"", "\"a\"\"?\"", "E'\\'?'", "e'?\\\\'", "$$?$$", "$tag$ ? $$ $tag$", "-- ?\n", "/* ? /* ? */ ? */", "a$b$", "x?".Replace("?", ""),
        "$1", " ", "\n", "(", "),", "SELECT", "::", "ü", "1", "-", "/", "*", "'a' 'b'", "U&'?'",
    ];

    [Theory]
    [InlineData("SELECT ?", "SELECT $1")]
    [InlineData("? ? ?", "$1 $2 $3")]
    [InlineData("?2 ? ?1", "$2 $3 $1")]
    [InlineData("a=?", "a=$1")]
    [InlineData("a ?? b", "a ? b")]
    [InlineData("a ??| b", "a ?| b")]
    [InlineData("?||'?'", "$1||'?'")]
    [InlineData("E'\\'?' ?", "E'\\'?' $1")]
    [InlineData("'\\' ?", "'\\' $1")]
    [InlineData("$a$?$b$?$a$ ?", "$a$?$b$?$a$ $1")]
    [InlineData("$1 ?", "$1 $1")]
    [InlineData("-- ?\r?", "-- ?\r$1")]
    [InlineData("'never ends ?", "'never ends ?")]
    [InlineData("/* ? /* */ ?", "/* ? /* */ ?")]
    [InlineData("name$?$ ?", "name$$1$ $2")]
    public void Placeholders_Statement_BecomesPostgreSqls(string sql, string expected) =>
        Assert.Equal(expected, SqlTranslation.Placeholders(sql));

    [Theory]
    [InlineData("?0")]
    [InlineData("?65536")]
    [InlineData("?99999999999999999999")]
    public void Placeholders_NumberOutOfRange_IsRefused(string sql) =>
        Assert.Throws<SqlStatementException>(() => SqlTranslation.Placeholders(sql));

    [Fact]
    public void Placeholders_BetweenAnyPieces_AreNumberedAndNothingElseChanges() =>
        Prop.ForAll(Pieces().ToArbitrary(), pieces =>
        {
            int number = 0;
            string sql = string.Join(' ', pieces.Select(piece => piece ?? "?"));
            string expected = string.Join(' ', pieces.Select(piece => piece ?? $"${++number}"));
            return SqlTranslation.Placeholders(sql) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Placeholders_AnyText_EndsAndKeepsTextWithoutQuestionMarks() =>
        Prop.ForAll<string?>(text =>
        {
            string sql = (text ?? "").Replace("?", "", StringComparison.Ordinal);
            return SqlTranslation.Placeholders(sql) == sql;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Statements_JoinedBySemicolons_AreThoseAgain() =>
        Prop.ForAll(Pieces().ToArbitrary(), pieces =>
        {
            string[] statements = [.. pieces.Select(piece => $"S {piece ?? "?"}")];
            IEnumerable<string> found = SqlTranslation.Statements(string.Join(';', statements) + "; -- end;").Select(static part => part.Statement);
            return found.SequenceEqual(statements);
        }).QuickCheckThrowOnFailure();

    /// <summary><see langword="null"/> stands for a placeholder.</summary>
    private static Gen<string?[]> Pieces() => Gen.ArrayOf(Gen.Elements<string?>([null, .. Closed]));
}
