using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Deployments;

public sealed class DeploymentPolicyTests
{
    [Fact]
    public async Task DeployAsync_WhatPoliciesForbid_IsToldWithAllOtherFaults()
    {
        await using EdgeHost host = NewHost();

        DeployResult result = await host.TryDeployAsync("export default {", Naming("bobs-users"), "ann-api");

        Assert.Equal(
            [
                (DeployFaultCodes.Forbidden, "ann-api may not use bobs-users."),
                (DeployFaultCodes.Forbidden, "Nothing is deployed on Sundays."),
                (DeployFaultCodes.SyntaxError, "SyntaxError: Unexpected end of input"),
            ],
            result.Faults.Select(fault => (fault.Code, fault.Message)));
        Assert.Null(host.Functions.Find("ann-api"));
    }

    [Fact]
    public async Task DeployAsync_NothingForbidden_IsDeployed()
    {
        await using EdgeHost host = NewHost(isSunday: false);

        DeployResult result = await host.TryDeployAsync("export default { fetch() {} }", Naming("anns-users"), "ann-api");

        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
    }

    private static EdgeHost NewHost(bool isSunday = true) => new(services: services => services
        .AddSingleton<IDeploymentPolicy>(new Policy(deployment => deployment.Config.Bindings.Values
            .Select(binding => binding.GetText("id"))
            .Where(id => id?.StartsWith("anns-", StringComparison.Ordinal) == false)
            .Select(id => $"{deployment.Name} may not use {id}.")))
        .AddSingleton<IDeploymentPolicy>(new Policy(_ => isSunday ? ["Nothing is deployed on Sundays."] : [])));

    private static FunctionConfig Naming(string id) =>
        FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["USERS"] = FunctionBinding.Parse($$"""{ "type": "kv", "id": "{{id}}" }""") } };

    private sealed class Policy(Func<FunctionDeployment, IEnumerable<string>> check) : IDeploymentPolicy
    {
        public ValueTask<IReadOnlyList<string>> CheckAsync(FunctionDeployment deployment, CancellationToken cancellationToken) => new([.. check(deployment)]);
    }
}
