package io.tapline.capture.frames;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.importing.ImportJob;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.packets.PacketFile;
import io.tapline.capture.packets.PacketIndexes;
import io.tapline.capture.packets.PacketQuery;
import io.tapline.capture.packets.PacketSearch;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.Sources;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The packets that the sensor has in files: of its live sources, imports and handlers. */
public final class StoredPackets implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StoredPackets.class);

  private final Sources sources;
  private final Imports imports;
  private final Handlers handlers;
  private final PacketIndexes indexes;
  private final StreamSlots slots;

  /**
   * @param indexes directory of the indexes alone
   * @param slots shared with streams of frames
   */
  public StoredPackets(
      Sources sources, Imports imports, Handlers handlers, Path indexes, StreamSlots slots) {
    this.sources = sources;
    this.imports = imports;
    this.handlers = handlers;
    this.indexes = new PacketIndexes(indexes, this::all);
    this.slots = slots;
  }

  /** Begins to index closed files. */
  public void start() {
    indexes.start();
  }

  @Override
  public void close() {
    indexes.close();
  }

  /**
   * Writes the packets that match as one pcapng file.
   *
   * @param source live or imported; empty = every live source
   * @param handler whose files are read instead; empty = none
   * @param channel takes the file; it is not closed
   * @throws Refusal SOURCE_NOT_FOUND, HANDLER_NOT_FOUND, INVALID_PACKET_QUERY, STREAM_LIMIT,
   *     FILE_CHANGED, FILE_NOT_FOUND
   * @throws IOException if the channel does not take it
   */
  public PacketSearch.Totals fetch(
      PacketQuery query, String source, String handler, WritableByteChannel channel)
      throws IOException {
    slots.take();
    try {
      return new PacketSearch(indexes, query, channel).run(files(source, handler));
    } finally {
      slots.giveBack();
    }
  }

  private List<PacketFile> files(String source, String handler) {
    if (!handler.isEmpty()) {
      return ofHandler(source, handler);
    }
    return source.isEmpty() ? live().toList() : ofSource(source);
  }

  private List<PacketFile> ofHandler(String source, String handler) {
    var found = handlers.get(handler);
    if (!source.isEmpty() && !found.spec().source().equals(source)) {
      throw PacketQuery.invalid("source", handler + " is not a handler of " + source + ".");
    }
    return found.packetFiles();
  }

  private List<PacketFile> ofSource(String source) {
    return sources
        .find(source)
        .map(StoredPackets::files)
        .or(() -> imports.find(source).map(this::file))
        .orElseThrow(
            () -> new Refusal(Reason.SOURCE_NOT_FOUND, "There is no source " + source + "."));
  }

  private List<PacketFile> file(ImportJob job) {
    return imports
        .packetFile(job)
        .map(List::of)
        .orElseThrow(
            () ->
                PacketQuery.invalid(
                    "source",
                    job.record().source() + " is no capture of packets, or is still arriving."));
  }

  /** Datagrams of exporters and lines of logs are no packets. */
  private Stream<PacketFile> live() {
    return sources.list().stream()
        .filter(source -> source.record().spec().framesAre().kind() == Encoding.Kind.PACKETS)
        .flatMap(source -> files(source).stream());
  }

  private static List<PacketFile> files(LiveSource source) {
    return source.spool().packetFiles(source.record().name());
  }

  /** Of every kind. */
  private List<PacketFile> all() {
    Stream<PacketFile> written =
        handlers.list().stream().flatMap(handler -> handler.packetFiles().stream());
    Stream<PacketFile> imported = imports.list().stream().flatMap(job -> readable(job).stream());
    return Stream.of(live(), written, imported).flatMap(files -> files).toList();
  }

  private Optional<PacketFile> readable(ImportJob job) {
    try {
      return imports.packetFile(job);
    } catch (Refusal e) { // it was read in place, and is gone or another file now
      LOG.debugf("%s has no index: %s", job.record().source(), e.getMessage());
      return Optional.empty();
    }
  }
}
