package io.tapline.cli.importing;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.GetReadInPlaceRequest;
import io.tapline.capture.v1.GetReadInPlaceResponse;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ReadInPlaceProof;
import io.tapline.cli.connect.ServerError;
import io.tapline.wire.fileid.FileIdentity;
import io.tapline.wire.fileid.OwnerProof;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server to read a file where it lies. That works when the command can read the server's
 * key, which is the case for its owner on the same machine; else the file is sent.
 */
final class ReadInPlace {
  private static final long PATIENCE_SECONDS = 5;

  /** The server cannot or may not read the file, so it is sent. */
  private static final Set<String> NOT_HERE = Set.of("PATH_NOT_ALLOWED", "FILE_NOT_FOUND");

  private final Channel channel;

  ReadInPlace(Channel channel) {
    this.channel = channel;
  }

  /** What the server says of files in place; empty when it is of an earlier version. */
  Optional<GetReadInPlaceResponse> invitation() {
    try {
      return Optional.of(
          ImportServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .getReadInPlace(GetReadInPlaceRequest.getDefaultInstance()));
    } catch (StatusRuntimeException e) {
      return Optional.empty(); // when it is not there at all, sending says so
    }
  }

  /** The header with the file's place and the proof that it may be read there, if there is one. */
  static Optional<ImportFileHeader> header(
      GetReadInPlaceResponse invitation, Path file, ImportFileHeader header) {
    try {
      Path real = file.toRealPath();
      FileIdentity seen = FileIdentity.of(real);
      return OwnerProof.read(Path.of(invitation.getKeyPath()))
          .map(key -> key.of(invitation.getChallenge(), seen, real.toString()))
          .map(hmac -> with(header, real, proof(seen, hmac)));
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return Optional.empty(); // a server elsewhere
    }
  }

  /** Whether the file is to be sent after all. */
  static boolean refused(StatusRuntimeException failure) {
    return NOT_HERE.contains(ServerError.of(failure).reason());
  }

  private static ImportFileHeader with(
      ImportFileHeader header, Path real, ReadInPlaceProof.Builder proof) {
    return header.toBuilder().setServerPath(real.toString()).setProof(proof).build();
  }

  private static ReadInPlaceProof.Builder proof(FileIdentity seen, byte[] hmac) {
    return ReadInPlaceProof.newBuilder()
        .setDevice(seen.device())
        .setInode(seen.inode())
        .setSizeBytes(seen.sizeBytes())
        .setModifyNanos(seen.modifyNanos())
        .setHmac(ByteString.copyFrom(hmac));
  }
}
