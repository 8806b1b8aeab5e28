package io.tapline.wire.fileid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerProofTest {
  private static final FileIdentity SEEN = new FileIdentity(1, 2, 3, 4, 5);
  private static final String PATH = "/data/a.pcap";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve(OwnerProof.FILE_NAME);
  }

  @Test
  void who_reads_the_key_can_prove_it() throws Exception {
    OwnerProof server = OwnerProof.create(file());
    byte[] proof = OwnerProof.read(file()).orElseThrow().of("challenge", SEEN, PATH);
    assertThat(server.verify(proof, "challenge", SEEN, PATH)).isTrue();
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_proof_is_of_one_file_and_one_challenge() throws Exception {
    OwnerProof server = OwnerProof.create(file());
    byte[] proof = server.of("challenge", SEEN, PATH);
    assertThat(server.verify(proof, "another", SEEN, PATH)).isFalse();
    assertThat(server.verify(proof, "challenge", SEEN, "/data/b.pcap")).isFalse();
    assertThat(server.verify(proof, "challenge", new FileIdentity(1, 9, 3, 4, 5), PATH)).isFalse();
    assertThat(server.verify(proof, "challenge", new FileIdentity(1, 2, 9, 4, 5), PATH)).isFalse();
    assertThat(server.verify(new byte[0], "challenge", SEEN, PATH)).isFalse();
  }

  @Test
  void a_new_key_ends_the_proofs_of_the_old_one() throws Exception {
    byte[] proof = OwnerProof.create(file()).of("challenge", SEEN, PATH);
    assertThat(OwnerProof.create(file()).verify(proof, "challenge", SEEN, PATH)).isFalse();
  }

  @Test
  void no_other_file_is_read_than_a_private_one_of_this_name_and_form() throws Exception {
    OwnerProof.create(file());
    Path elsewhere = Files.copy(file(), directory.resolve("id_rsa"));
    assertThat(OwnerProof.read(elsewhere)).isEmpty();
    Path below = Files.createDirectories(directory.resolve("link"));
    assertThat(
            OwnerProof.read(
                Files.createSymbolicLink(below.resolve(OwnerProof.FILE_NAME), elsewhere)))
        .isEmpty();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(OwnerProof.read(file())).isEmpty();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertThat(OwnerProof.read(file())).isPresent();
    Files.writeString(file(), "short\n");
    assertThat(OwnerProof.read(file())).isEmpty();
    assertThat(OwnerProof.read(Path.of(OwnerProof.FILE_NAME))).isEmpty();
  }
}
