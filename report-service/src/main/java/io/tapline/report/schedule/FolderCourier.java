package io.tapline.report.schedule;

import static io.tapline.report.Reason.DELIVERY_FAILED;

import io.tapline.report.document.Document;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes documents below one directory. A file appears under its name when it is whole; one that is
 * there is replaced. Links that lead out of the directory are not followed.
 */
final class FolderCourier implements Courier<Delivery.Folder> {
  /** Before the name of a file that is being written. */
  private static final String PARTIAL = ".partial-";

  private final Optional<Path> root;

  /**
   * @param root of all folders; empty: nothing is written
   */
  FolderCourier(Optional<Path> root) {
    this.root = root;
  }

  @Override
  public void deliver(Parcel parcel, Delivery.Folder folder) {
    Path top =
        root.orElseThrow(
            () ->
                new Refusal(
                    DELIVERY_FAILED,
                    "No folder is written to: set tapline.report.schedules.folder-root."));
    try {
      Path directory = Files.createDirectories(top.resolve(folder.path()).normalize());
      requireBelow(directory, top);
      write(directory, parcel.document());
    } catch (IOException e) {
      throw new Refusal(DELIVERY_FAILED, "The folder cannot be written to: " + e, e);
    }
  }

  private static void requireBelow(Path directory, Path top) throws IOException {
    if (!directory.toRealPath().startsWith(top.toRealPath())) {
      throw new Refusal(
          DELIVERY_FAILED, "The folder is not below tapline.report.schedules.folder-root.");
    }
  }

  private static void write(Path directory, Document document) throws IOException {
    Path partial = directory.resolve(PARTIAL + document.name());
    Files.write(partial, document.content());
    Files.move(
        partial,
        directory.resolve(document.name()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
