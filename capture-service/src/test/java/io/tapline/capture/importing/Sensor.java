package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.capture.names.SourceNames;
import io.tapline.wire.fileid.FileIdentity;
import io.tapline.wire.fileid.OwnerProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The imports of a sensor and the log that they are delivered to. */
final class Sensor implements AutoCloseable {
  private static final DeliveryLimits FAST = new DeliveryLimits(8 << 20, 5, 20);

  final FakeLog log = new FakeLog();
  private final Path directory;
  private SourceNames names = new SourceNames();
  private Imports imports;

  Sensor(Path directory) {
    this.directory = directory;
    this.imports = started();
  }

  SourceNames names() {
    return names;
  }

  Imports imports() {
    return imports;
  }

  Imports restarted() {
    imports.close();
    names = new SourceNames();
    imports = started();
    return imports;
  }

  private Imports started() {
    Imports started =
        new Imports(
            directory.resolve("imports"),
            new ImportLimits(1L << 30, 1000, 1 << 28, 0, 2, List.of()),
            new OwnerKey(directory.resolve(OwnerProof.FILE_NAME), true),
            feed ->
                new Deliverer(
                    "local",
                    feed,
                    new IngestLinkClient(log.channel()),
                    FAST,
                    new CaptureCounters()),
            names,
            Clock.systemUTC());
    started.start();
    return started;
  }

  /** A file outside of the store. */
  Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.toRealPath().resolve(name), content);
  }

  Imports.Accepted inPlace(Path path) throws IOException {
    return imports.acceptPath(claimed(path, false));
  }

  Imports.Accepted kept(Path path) throws IOException {
    return imports.acceptPath(claimed(path, true));
  }

  private ImportRequest claimed(Path path, boolean keep) throws IOException {
    OwnerKey.Invitation invitation = imports.invitation();
    FileIdentity seen = FileIdentity.of(path);
    byte[] hmac =
        OwnerProof.read(Path.of(invitation.keyPath()))
            .orElseThrow()
            .of(invitation.challenge(), seen, path.toString());
    return new ImportRequest(
        path.getFileName().toString(),
        "",
        0,
        false,
        path.toString(),
        Reading.DETECTED,
        0,
        new Offer(new OwnerKey.Claim(seen, HexFormat.of().formatHex(hmac)), keep, ""));
  }

  static ImportRequest request(String name) {
    return request(name, "");
  }

  static ImportRequest request(String name, String fingerprint) {
    return new ImportRequest(
        name, "", 0, false, "", Reading.DETECTED, 0, new Offer(null, false, fingerprint));
  }

  /** Files in the store. */
  List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("imports"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  static ImportRecord ended(ImportJob job) throws Exception {
    return job.result().get(30, TimeUnit.SECONDS);
  }

  static ImportRecord done(ImportJob job) throws Exception {
    ImportRecord record = ended(job);
    assertThat(record.failure()).isEmpty();
    return record;
  }

  @Override
  public void close() {
    imports.close();
    log.close();
  }
}
