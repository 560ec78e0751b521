import smtplib
import sys
from email.message import EmailMessage

mail = EmailMessage()
mail['From'], mail['To'], mail['Subject'] = 'ann@example.com', 'gil@example.com', 'hi'
mail.set_content('hello')
with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), local_hostname='client.test') as smtp:
    smtp.send_message(mail)
