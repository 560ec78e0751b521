"""Prints the public names of Python's email package, imghdr and smtplib, one a line: the section of docs/from-python.md it belongs to, and the name."""

import email
import email.charset
import email.message
import importlib
import inspect
import pkgutil
import re
import smtplib

# Bare strings, numbers and patterns are constants that the modules share out among themselves.
CONSTANTS = (str, bytes, int, re.Pattern)

# Where a name is found that is made in a module with an underscore.
SHOWN_IN = {'email._policybase': 'email.policy', 'email._parseaddr': 'email.utils'}


def is_own(module, value):
    maker = getattr(value, '__module__', module.__name__)
    return SHOWN_IN.get(maker, maker) == module.__name__


def is_public(module, name, value):
    if inspect.ismodule(value):
        return False
    if module is smtplib and isinstance(value, CONSTANTS):
        return not name.startswith('_')
    return name in getattr(module, '__all__', ()) or (not name.startswith('_') and not isinstance(value, CONSTANTS) and is_own(module, value))


def attributes(module, value):
    names = set(vars(value)) if inspect.isclass(value) and is_own(module, value) else set()
    if value is email.message.Message or value is email.charset.Charset:
        names |= set(vars(value()))
    if value is smtplib.SMTP:
        names |= set(vars(value(local_hostname='localhost'))) | {'user', 'password'}    # the last two come with login
    return {name for name in names if not name.startswith('_')}


def modules():
    yield email
    for found in pkgutil.walk_packages(email.__path__, 'email.'):
        # A name with an underscore is Python's own affair.
        if not any(part.startswith('_') for part in found.name.split('.')):
            yield importlib.import_module(found.name)
    try:
        yield importlib.import_module('imghdr')
    except ImportError:
        pass    # gone since 3.13
    yield smtplib


for module in modules():
    section = 'email.mime' if module.__name__.startswith('email.mime') else module.__name__
    for name, value in sorted(vars(module).items()):
        if is_public(module, name, value):
            for each in sorted({name} | attributes(module, value)):
                print(section, each)
