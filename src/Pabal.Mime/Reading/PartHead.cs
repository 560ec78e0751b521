using Pabal.Mime.Encodings;

namespace Pabal.Mime.Reading;

/// <summary>The header of a part and what it says about the body, which begins at <paramref name="BodyStart"/>.</summary>
internal readonly record struct PartHead(HeaderList Headers, MediaType MediaType, ReadOnlyMemory<byte> Boundary, ContentCoding Coding, int Start, int BodyStart);
