package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.rpc.Refusal;
import io.tapline.wire.fileid.FileIdentity;
import io.tapline.wire.fileid.OwnerProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerKeyTest {
  @TempDir Path directory;
  private OwnerKey key;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    key = new OwnerKey(directory.resolve(OwnerProof.FILE_NAME), true);
    key.start();
    file = Files.write(directory.toRealPath().resolve("a.pcap"), Captures.pcap(3));
  }

  @Test
  void a_file_below_no_root_is_read_with_the_owners_proof() throws Exception {
    assertThat(resolved(file, claim(file))).isEqualTo(file);
  }

  @Test
  void a_proof_of_another_path_or_of_no_key_is_refused() throws Exception {
    Path other = Files.write(directory.toRealPath().resolve("b.pcap"), Captures.pcap(3));
    refused(other, claim(file), Reason.PATH_NOT_ALLOWED);
    FileIdentity seen = FileIdentity.of(file);
    refused(file, new OwnerKey.Claim(seen, "00".repeat(32)), Reason.PATH_NOT_ALLOWED);
    refused(file, new OwnerKey.Claim(seen, ""), Reason.PATH_NOT_ALLOWED);
  }

  @Test
  void a_file_that_the_client_sees_otherwise_is_refused() throws Exception {
    OwnerKey.Claim before = claim(file);
    Files.write(file, Captures.pcap(4));
    refused(file, before, Reason.FILE_NOT_FOUND);
    Files.delete(file);
    refused(file, before, Reason.FILE_NOT_FOUND);
  }

  @Test
  void a_link_and_what_is_no_regular_file_are_refused() throws Exception {
    Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);
    refused(link, claim(link), Reason.PATH_NOT_ALLOWED);
    Path folder = Files.createDirectory(file.resolveSibling("folder"));
    refused(folder, claim(folder), Reason.PATH_NOT_ALLOWED);
  }

  @Test
  void a_sensor_that_does_not_want_it_has_no_key_and_takes_no_proof() throws Exception {
    OwnerKey.Claim claim = claim(file);
    key = new OwnerKey(directory.resolve("off").resolve(OwnerProof.FILE_NAME), false);
    key.start();
    assertThat(key.invitation()).isEqualTo(new OwnerKey.Invitation("", ""));
    refused(file, claim, Reason.PATH_NOT_ALLOWED);
  }

  private OwnerKey.Claim claim(Path path) throws Exception {
    OwnerKey.Invitation invitation = key.invitation();
    FileIdentity seen = FileIdentity.of(path);
    byte[] hmac =
        OwnerProof.read(Path.of(invitation.keyPath()))
            .orElseThrow()
            .of(invitation.challenge(), seen, path.toString());
    return new OwnerKey.Claim(seen, HexFormat.of().formatHex(hmac));
  }

  private void refused(Path path, OwnerKey.Claim claim, Reason reason) {
    assertThatThrownBy(() -> resolved(path, claim))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Path resolved(Path path, OwnerKey.Claim claim) {
    return new ServerPaths(List.of(), key)
        .resolve(
            new ImportRequest(
                "a",
                "",
                0,
                false,
                path.toString(),
                Reading.DETECTED,
                0,
                new Offer(claim, false, "")));
  }
}
