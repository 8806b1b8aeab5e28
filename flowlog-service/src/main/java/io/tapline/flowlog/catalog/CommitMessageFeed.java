package io.tapline.flowlog.catalog;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.watch.WatchFeed;
import io.tapline.rpc.watch.WatchPart;
import java.util.List;

/** Commits behind one of them as messages, in their order. */
final class CommitMessageFeed implements WatchFeed<WatchCommitsResponse> {
  /** Commits that are read together. */
  private static final int TOGETHER = 64;

  private final CatalogReader reader;
  private long last;

  /**
   * @param after number of a commit, or 0
   * @throws Refusal UNKNOWN_COMMIT
   */
  CommitMessageFeed(CatalogReader reader, long after) {
    this.reader = reader;
    this.last = after;
    long latest = reader.latest();
    if (after < 0 || after > latest) {
      throw Refusal.ofField(
          Reason.UNKNOWN_COMMIT,
          "after_commit_id",
          "There is no commit %d; the latest is %d.".formatted(after, latest));
    }
  }

  @Override
  public WatchPart<WatchCommitsResponse> next() {
    List<CatalogCommit> commits = reader.after(last, TOGETHER);
    if (!commits.isEmpty()) {
      last = commits.getLast().id();
    }
    WatchCommitsResponse end = WatchCommitsResponse.newBuilder().setCommitId(last).build();
    return new WatchPart<>(
        commits.stream().map(CommitMessageFeed::message).toList(),
        () -> end,
        commits.size() == TOGETHER);
  }

  private static WatchCommitsResponse message(CatalogCommit commit) {
    return WatchCommitsResponse.newBuilder()
        .setCommit(CatalogMessages.commit(commit))
        .setCommitId(commit.id())
        .build();
  }
}
