package io.tapline.flowlog.search;

import io.tapline.flowlog.store.FileCheck;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.OpenParts.OpenPart;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out, for one question, on which file a statement failed. It looks at files that the error
 * names; at those without a sound beginning, end and length, which costs two small reads a file;
 * and only where neither says anything at the checksums of the files that are open, as long as the
 * question has time. Nobody is suspected because the engine ran out of memory.
 *
 * <p>What is suspected for the first time is fetched again; the second time it is left out of the
 * answer, and of others for a while.
 */
final class Suspects {
  private final UnreadableSegments unreadable;
  private final Set<Long> before = new HashSet<>();
  private boolean mayReadCopies = true;

  Suspects(UnreadableSegments unreadable) {
    this.unreadable = unreadable;
  }

  /** Whether copies sorted by host may be read: until one of them may be to blame. */
  boolean mayReadCopies() {
    return mayReadCopies;
  }

  /** Whether the question may fare better when it is asked again. */
  boolean find(SQLException failure, OpenParts open, Scan scan) {
    if (isOutOfMemory(failure)) {
      return false;
    }
    if (distrustCopies(open)) {
      mayReadCopies = false;
      return true;
    }
    List<Part> found = suspects(failure, open, scan);
    for (Part part : found) {
      scan.snapshot().distrust(part);
      if (!before.add(part.segment().id())) {
        unreadable.add(part);
      }
    }
    return !found.isEmpty();
  }

  static boolean isOutOfMemory(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("Out of Memory");
  }

  private static boolean distrustCopies(OpenParts open) {
    boolean any = false;
    for (OpenPart part : open.parts()) {
      any |= part.sorted().distrust();
    }
    return any;
  }

  private static List<Part> suspects(SQLException failure, OpenParts open, Scan scan) {
    String message = String.valueOf(failure.getMessage());
    List<Part> cheap =
        open.parts().stream()
            .filter(
                each ->
                    message.contains(each.file().toAbsolutePath().toString())
                        || !FileCheck.isSound(each.part().segment(), each.file()))
            .map(OpenPart::part)
            .toList();
    return cheap.isEmpty() ? wrongChecksums(open, scan) : cheap;
  }

  private static List<Part> wrongChecksums(OpenParts open, Scan scan) {
    return open.parts().stream()
        .filter(
            each -> !FileCheck.matches(each.part().segment(), each.file(), scan.watchdog()::check))
        .map(OpenPart::part)
        .toList();
  }
}
