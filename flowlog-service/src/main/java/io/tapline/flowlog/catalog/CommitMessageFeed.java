package io.tapline.flowlog.catalog;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.flowlog.watch.Feed;
import io.tapline.rpc.Refusal;
import java.util.List;

/** Commits behind one of them as messages, in their order. */
final class CommitMessageFeed implements Feed<WatchCommitsResponse> {
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
  public Part<WatchCommitsResponse> next(Cancellation cancellation) {
    List<CatalogCommit> commits = reader.after(last, TOGETHER);
    if (!commits.isEmpty()) {
      last = commits.getLast().id();
    }
    return new Part<>(
        commits.stream().map(CommitMessageFeed::message).toList(),
        WatchCommitsResponse.newBuilder().setCommitId(last).build(),
        commits.size() == TOGETHER);
  }

  private static WatchCommitsResponse message(CatalogCommit commit) {
    return WatchCommitsResponse.newBuilder()
        .setCommit(CatalogMessages.commit(commit))
        .setCommitId(commit.id())
        .build();
  }

  /** Commits are few; nothing counts them. */
  @Override
  public void sent(WatchCommitsResponse message) {}
}
