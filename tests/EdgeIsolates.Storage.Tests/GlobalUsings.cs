global using EdgeIsolates.Storage.Tests.Conformance;
global using EdgeIsolates.Storage.Tests.TestKit;
global using Microsoft.Extensions.DependencyInjection;
