using Xunit.Abstractions;
using Xunit.Sdk;

namespace EdgeIsolates.Hostile.Tests;

/// <summary>First every script alone, round by round; then all at once; then the verdict on the process.</summary>
public sealed class RoundOrderer : ITestCaseOrderer
{
    private static readonly string[] Order =
    [
        nameof(HostileTests.Attack_Alone_IsContained),
        nameof(HostileTests.Attacks_AllAtOnce_AreContained),
        nameof(HostileTests.Host_AfterAll_IsTheOneThatStartedAndAsSmall),
    ];

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases
            .OrderBy(test => Array.IndexOf(Order, test.TestMethod.Method.Name))
            .ThenBy(test => test.DisplayName, StringComparer.Ordinal);
}
