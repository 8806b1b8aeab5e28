package io.tapline.capture.frames;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.capture.packets.PacketQuery;
import io.tapline.capture.packets.PacketSearch;
import io.tapline.capture.v1.FetchPacketsRequest;
import io.tapline.capture.v1.FetchPacketsResponse;
import io.tapline.capture.v1.FetchPacketsSummary;
import io.tapline.capture.v1.PacketEndpoint;
import io.tapline.wire.address.IpAddresses;

/** Between the messages of packets and the engine's values. */
final class PacketMessages {
  private static final int MAX_PORT = 65_535;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  private PacketMessages() {}

  static PacketQuery query(FetchPacketsRequest request) {
    if (!request.hasFirst()) {
      throw PacketQuery.invalid("first", "A request names at least one end of the packets.");
    }
    Interval interval = request.getInterval();
    return new PacketQuery(
        interval.hasStartTime() ? nanos(interval.getStartTime()) : Long.MIN_VALUE,
        interval.hasEndTime() ? nanos(interval.getEndTime()) : Long.MAX_VALUE,
        endpoint(request.getFirst(), "first"),
        request.hasSecond() ? endpoint(request.getSecond(), "second") : null,
        request.getProtocol(),
        request.getMaxPackets() == 0 ? PacketQuery.DEFAULT_PACKETS : request.getMaxPackets());
  }

  private static PacketQuery.Endpoint endpoint(PacketEndpoint endpoint, String field) {
    if (endpoint.getPort() < 0 || endpoint.getPort() > MAX_PORT) {
      throw PacketQuery.invalid(field + ".port", "A port is 1 to 65535, or 0 for any.");
    }
    try {
      return new PacketQuery.Endpoint(IpAddresses.parse(endpoint.getAddress()), endpoint.getPort());
    } catch (IllegalArgumentException e) {
      throw PacketQuery.invalid(field + ".address", String.valueOf(e.getMessage()));
    }
  }

  private static long nanos(Timestamp time) {
    return Math.clamp(time.getSeconds(), -MAX_SECONDS, MAX_SECONDS) * NANOS_PER_SECOND
        + time.getNanos();
  }

  static FetchPacketsResponse summary(PacketSearch.Totals totals) {
    return FetchPacketsResponse.newBuilder()
        .setSummary(
            FetchPacketsSummary.newBuilder()
                .setPackets(totals.packets())
                .setBytes(totals.bytes())
                .setTruncated(totals.truncated())
                .setSkippedFiles(totals.skippedFiles())
                .setIndexedFiles(totals.indexedFiles())
                .setScannedFiles(totals.scannedFiles())
                .addAllFailures(totals.failures())
                .setReadBytes(totals.readBytes()))
        .build();
  }
}
