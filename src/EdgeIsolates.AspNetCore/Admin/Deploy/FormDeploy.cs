using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EdgeIsolates.AspNetCore;

// A deploy as multipart/form-data, in the shape in which Cloudflare uploads Workers, so that the same curl line or bundler plug-in does: a part `metadata` with JSON, and
// a part for each module whose name is the module's and whose content type says what it is.
internal static class FormDeploy
{
    private const string MetadataPart = "metadata";
    private const int LongestBoundary = 200;
    private const int MostParts = 1_001;

    public static bool Fits(MediaTypeHeaderValue? type) => type is not null && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    public static async ValueTask<(FunctionDeployment? Deployment, AdminProblem? Problem)> ReadAsync(
        HttpContext context,
        string name,
        FunctionVersion? present,
        MediaTypeHeaderValue type,
        ReadOnlyMemory<byte> body)
    {
        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
        {
            return Refused("The form has no sound boundary.");
        }

        try
        {
            return await ReadPartsAsync(context, name, present, new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return Refused("The form is no sound multipart/form-data.", error.Message);
        }
    }

    private static async ValueTask<(FunctionDeployment? Deployment, AdminProblem? Problem)> ReadPartsAsync(
        HttpContext context,
        string name,
        FunctionVersion? present,
        MultipartReader reader)
    {
        DeployMetadata metadata = new();
        List<EdgeModule> modules = [];
        for (int parts = 0; await reader.ReadNextSectionAsync(context.RequestAborted) is { } part; parts++)
        {
            string partName = NameOf(part);
            if (partName.Length == 0 || parts == MostParts)
            {
                return Refused(partName.Length == 0 ? "A part of the form has no name." : $"The form has more than {MostParts} parts.");
            }

            byte[] content = await ReadAsync(part, context.RequestAborted);
            if (partName == MetadataPart)
            {
                (DeployMetadata? read, AdminProblem? problem) = AdminBody.Parse(content, AdminJson.Default.DeployMetadata);
                if (read is null)
                {
                    return (null, problem! with { Title = "The form's metadata is not the JSON that is expected there." });
                }

                metadata = read;
            }
            else if (KindOf(part.ContentType) is { } kind)
            {
                modules.Add(new EdgeModule(PathOf(partName), kind, content));
            }
            else
            {
                return Refused(
                    $"The part {partName} has the content type {part.ContentType}, which is none of a module.",
                    "There are application/javascript+module, application/javascript, application/wasm, application/json, application/octet-stream, text/plain and application/source-map.");
            }
        }

        return ToDeployment(context, name, present, metadata, modules);
    }

    private static (FunctionDeployment? Deployment, AdminProblem? Problem) ToDeployment(
        HttpContext context,
        string name,
        FunctionVersion? present,
        DeployMetadata metadata,
        List<EdgeModule> modules)
    {
        if (metadata.FindFault() is { } fault)
        {
            return Refused(fault);
        }

        if ((metadata.MainModule ?? metadata.BodyPart) is { } main)
        {
            int index = modules.FindIndex(module => module.Name == PathOf(main));
            if (index < 0)
            {
                return Refused($"main_module is {main}, but the form has no part of this name.");
            }

            EdgeModule found = modules[index];
            modules.RemoveAt(index);
            modules.Insert(0, found);
        }

        FunctionDeployment said = metadata.ToDeployment(name, AdminCaller.Of(context, metadata.By), modules);
        (FunctionDeployment deployment, IReadOnlyList<DeployFault> faults) = WorkersMetadata.Apply(said, metadata, present);
        return faults.Count == 0 ? (deployment, null) : (null, FaultProblem.OfDeploy(faults));
    }

    private static string NameOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? said)
            ? HeaderUtilities.RemoveQuotes(said.Name).ToString()
            : "";

    /// <summary>wrangler names modules as they are imported: <c>./lib.js</c>.</summary>
    private static string PathOf(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private static async ValueTask<byte[]> ReadAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        await part.Body.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    private static EdgeModuleKind? KindOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                "application/javascript+module" or "application/javascript" or "text/javascript" => EdgeModuleKind.JavaScript,
                "application/wasm" => EdgeModuleKind.Wasm,
                "application/json" => EdgeModuleKind.Json,
                "application/octet-stream" => EdgeModuleKind.Bytes,
                "text/plain" => EdgeModuleKind.Text,
                "application/source-map" => EdgeModuleKind.SourceMap,
                _ => null,
            }
            : null;

    private static (FunctionDeployment? Deployment, AdminProblem? Problem) Refused(string title, string? detail = null) =>
        (null, AdminProblem.BadRequest(PlainText.Of(title), detail));
}
