"""What is told of a job to whoever asks where it belongs: the placement, and what one execution costs on both sides."""

from jobs_lint.advice.advise import advise
from jobs_lint.advice.types import Advice, Advices, Costs, Question

__all__ = ["Advice", "Advices", "Costs", "Question", "advise"]
