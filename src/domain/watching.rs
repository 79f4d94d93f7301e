//! What is told to the people who follow a dossier: each act once, and nothing after its end but the end itself.

use super::incident::Status;
use super::life::{Act, Answer};
use super::people::named;

named! {
    /// Something that happened in a dossier.
    News {
        /// The RSSI confirmed it.
        Qualified = "qualified",
        /// The RSSI rejected it.
        Rejected = "rejected",
        /// It was taken in hand.
        Started = "started",
        /// It was resolved.
        Resolved = "resolved",
        /// What was done about it was said.
        FollowedUp = "followed_up",
        /// It was closed.
        Closed = "closed",
        /// It was taken up again.
        Reopened = "reopened",
        /// Another authority was asked to handle it.
        HandoverProposed = "handover_proposed",
        /// Another authority handles it now.
        HandoverAccepted = "handover_accepted",
        /// It stays where it was.
        HandoverDeclined = "handover_declined",
        /// Somebody wrote in it.
        EntryWritten = "entry_written",
    }
}

impl News {
    /// The news that an act makes at a stage; `None` when it makes none of its own. `before` is the stage before it.
    #[must_use]
    pub fn of_act(act: Act, before: Status) -> Option<Self> {
        match act {
            Act::Confirm => Some(Self::Qualified),
            Act::Reject => Some(Self::Rejected),
            Act::Start => Some(Self::Started),
            Act::Resolve if before == Status::Resolved => Some(Self::FollowedUp),
            Act::Resolve => Some(Self::Resolved),
            Act::Close => Some(Self::Closed),
            Act::Reopen => Some(Self::Reopened),
            Act::HandOver | Act::Associate => None,
        }
    }

    /// The news that an answer to a proposal makes.
    #[must_use]
    pub fn of_answer(answer: Answer) -> Self {
        match answer {
            Answer::Accepted => Self::HandoverAccepted,
            Answer::Refused | Answer::Withdrawn => Self::HandoverDeclined,
        }
    }

    /// Whether it is the end of the dossier.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected)
    }

    /// Whether it is told of a dossier that stands at `status` after it.
    #[must_use]
    pub fn is_told(self, status: Status) -> bool {
        self.ends() || !matches!(status, Status::Closed | Status::Rejected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_told_after_the_end_but_the_end_itself() {
        let told = |status| {
            let news = News::ALL.iter().copied();
            news.filter(|it| it.is_told(status)).collect::<Vec<_>>()
        };
        assert_eq!(told(Status::InProgress), News::ALL);
        assert_eq!(told(Status::Closed), [News::Rejected, News::Closed]);
    }

    #[test]
    fn the_account_given_later_is_not_told_as_a_second_resolution() {
        let of = |before| News::of_act(Act::Resolve, before);
        assert_eq!(of(Status::InProgress), Some(News::Resolved));
        assert_eq!(of(Status::Resolved), Some(News::FollowedUp));
        assert_eq!(News::of_act(Act::Associate, Status::InProgress), None);
    }
}
