using System.Buffers;
using System.Collections.Immutable;
using Pabal.Mime.Headers;
using Pabal.Mime.Reading;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>The part of a report that programs read: fields in groups. <c>message/delivery-status</c> has one group on the message and one on each recipient
/// (RFC 3464 2.1), <c>message/disposition-notification</c> (RFC 8098 3.1) and <c>message/feedback-report</c> (RFC 5965 3) have one.</summary>
public sealed class StatusPart : MimePart
{
    private ImmutableArray<HeaderList> groups;

    /// <summary>A part of type message with these groups of fields: <c>delivery-status</c>, <c>disposition-notification</c> or another of the kind.</summary>
    public StatusPart(string subtype, params ReadOnlySpan<HeaderList> groups) : this(new MediaType("message", subtype), Written(groups)) => this.groups = [.. groups];

    private StatusPart(MediaType mediaType, ReadOnlyMemory<byte> body) : this(PartHeader.Create(mediaType, "7bit"), mediaType, body) { }

    internal StatusPart(HeaderList headers, MediaType mediaType, ReadOnlyMemory<byte> body) : base(headers, mediaType, body) { }

    /// <summary>The groups of fields, in order.</summary>
    public ImmutableArray<HeaderList> Groups
    {
        get
        {
            if (groups.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref groups, Read(Content));
            return groups;
        }
    }

    internal static bool IsStatus(MediaType type) => type.Type == "message" && type.Subtype
        is "delivery-status" or "global-delivery-status" or "disposition-notification" or "global-disposition-notification" or "feedback-report";

    internal override MimePart Under(HeaderList headers, MediaType mediaType) => new StatusPart(headers, mediaType, Body);

    private static ImmutableArray<HeaderList> Read(ReadOnlyMemory<byte> content)
    {
        var read = ImmutableArray.CreateBuilder<HeaderList>();
        var reader = new HeaderReader(content, MimeLimits.Default, new DefectLog(content, MimeLimits.Default), []);
        for (var pos = 0; pos < content.Length && read.Count < MimeLimits.Default.MaxParts;)
        {
            var head = reader.Read(pos, isMessage: false, MediaType.Text);
            if (head.Headers.Count > 0)
                read.Add(head.Headers);
            // A line that is no field is passed over.
            pos = head.BodyStart > pos ? head.BodyStart : HeaderReader.NextLine(content.Span, pos);
        }
        return read.DrainToImmutable();
    }

    private static ReadOnlyMemory<byte> Written(ReadOnlySpan<HeaderList> groups)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var group in groups)
        {
            if (body.WrittenCount > 0)
                body.Write(LineEnd.Crlf.Span);
            foreach (var field in group)
                body.Write(field.Raw.Span);
        }
        return body.WrittenMemory;
    }
}
