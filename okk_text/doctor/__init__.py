"""The doctor: what works on this machine, and what to type for what does not."""

from okk_text.doctor.diagnosis import Diagnosis
from okk_text.doctor.doctor import diagnoses

__all__ = ["Diagnosis", "diagnoses"]
