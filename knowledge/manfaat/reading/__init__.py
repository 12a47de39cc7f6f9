"""Reading: what people write about an event, a job, how long somebody has been a member, and children at school."""

from knowledge.manfaat.reading.event import read_event
from knowledge.manfaat.reading.length import read_months
from knowledge.manfaat.reading.pay import read_segment, read_wage
from knowledge.manfaat.reading.schools import read_children

__all__ = ["read_children", "read_event", "read_months", "read_segment", "read_wage"]
